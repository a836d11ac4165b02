/**
 * Two names that a reader could take for one another have the same fold: case and width are gone
 * (Unicode NFKC, then case folding by way of upper case, so that ß and SS meet).
 */
export function fold(name: string): string {
  return name.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC');
}
