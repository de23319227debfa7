/** Enough to tell networks apart, not people: the first three parts of IPv4, the /48 of IPv6. */
export function truncateIp(ip: string): string {
  const mapped = ip.replace(/^::ffff:(?=\d+\.)/i, "");
  if (/^(\d{1,3}\.){3}\d{1,3}$/.test(mapped)) return mapped.replace(/\d+$/, "0");
  if (!/^[0-9a-f:]{2,39}$/i.test(mapped) || !mapped.includes(":")) return "";
  const [left = "", right] = mapped.split("::");
  const before = left === "" ? [] : left.split(":");
  const after = right ? right.split(":") : [];
  const zeros = right === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  const groups = [...before, ...Array.from({ length: zeros }, () => "0"), ...after];
  return `${groups.slice(0, 3).join(":")}::`;
}
