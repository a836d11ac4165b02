/**
 * Marks a class, so that its instances are known in every copy of this package that a process has: a plugin may bring one of
 * its own.
 */
export function brand(made: { readonly prototype: object }, mark: symbol): void {
  Object.defineProperty(made.prototype, mark, { value: true });
}

/** Whether something was made by a class with that mark. */
export function hasBrand(value: unknown, mark: symbol): boolean {
  return typeof value === 'object' && value !== null && mark in value;
}
