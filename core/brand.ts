/**
 * Has `instanceof` know the instances of a class in every copy of this package that a process has: a plugin may bring one of its
 * own. What extends the class is known as ever.
 * @param mark The same in every copy.
 */
export function brand(made: { readonly prototype: object }, mark: symbol): void {
  Object.defineProperty(made.prototype, mark, { value: true });
  Object.defineProperty(made, Symbol.hasInstance, {
    value(this: unknown, value: unknown): boolean {
      if (this !== made) return Function.prototype[Symbol.hasInstance].call(this as () => void, value);
      return typeof value === 'object' && value !== null && mark in value;
    },
  });
}
