/** True in `npm run nightly`, which plays the large sizes. */
const nightly = process.env.NIGHTLY === '1';

/** Chooses the size of a test: small at every change, large every night. */
export function sized<T>(everyChange: T, everyNight: T): T {
  return nightly ? everyNight : everyChange;
}
