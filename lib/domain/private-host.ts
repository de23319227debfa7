/**
 * Names and literal addresses that only a machine near us could open, by their spelling alone. What
 * a public name resolves to is asked where links are followed; see lib/link-probe.ts.
 */
export function isPrivateHost(hostname: string): boolean {
  const host = hostname.toLowerCase().replace(/\.$/, "");
  if (host.startsWith("[")) return !/^\[[23]/.test(host); // IPv6 that is given out for the internet
  if (/^\d+(\.\d+){3}$/.test(host)) return isPrivateIpv4(host.split(".").map(Number));
  return !host.includes(".") || /\.(localhost|local|internal|lan|home\.arpa)$/.test(host);
}

function isPrivateIpv4([a = 0, b = 0]: readonly number[]): boolean {
  return (
    a === 0 ||
    a === 10 ||
    a === 127 ||
    (a === 100 && b >= 64 && b < 128) ||
    (a === 169 && b === 254) ||
    (a === 172 && b >= 16 && b < 32) ||
    (a === 192 && b === 168) ||
    a >= 224
  );
}
