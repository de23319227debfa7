import { isIP } from "node:net";

/** Enough to tell networks apart, not people: the first three parts of IPv4, of IPv6 /48. */
export function truncateIp(ip: string): string {
  const mapped = ip.replace(/^::ffff:(?=\d+\.)/i, "");
  if (isIP(mapped) === 4) return mapped.replace(/\d+$/, "0");
  if (isIP(mapped) !== 6) return "";
  const [head = ""] = mapped.split("%");
  const [left = "", right] = head.split("::");
  const before = left === "" ? [] : left.split(":");
  const after = right ? right.split(":") : [];
  const zeros = right === undefined ? 0 : 8 - before.length - after.length;
  const groups = [...before, ...Array.from({ length: zeros }, () => "0"), ...after];
  return `${groups.slice(0, 3).join(":")}::`;
}
