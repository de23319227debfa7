/** The id of an address such as /campaigns/42; undefined when it is none. */
export function parseId(value: string | string[] | undefined | null): number | undefined {
  if (typeof value !== "string" || !/^[1-9]\d{0,15}$/.test(value)) return undefined;
  const id = Number(value);
  return Number.isSafeInteger(id) ? id : undefined;
}
