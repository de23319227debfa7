/**
 * A Korean mobile number that a spreadsheet took for an amount: 01012345678 became 1012345678.
 * Only mobile prefixes, where nothing else it could be is that long.
 */
const lostZero = /^(?:10\d{8}|1[16789]\d{7,8}|10-\d{4}-\d{4}|1[16789]-\d{3,4}-\d{4})$/;

export function hasLostZero(phone: string): boolean {
  return lostZero.test(phone);
}
