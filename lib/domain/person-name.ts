/** One name out of its parts. Korean names are written family name first, unspaced. */
export function joinName(first: string | null, last: string | null): string | null {
  if (first === null || last === null) return first ?? last;
  return /^[가-힣]+$/.test(first + last) ? last + first : `${first} ${last}`;
}
