import { BlockList, isIP } from "node:net";

// Everything that is no public unicast address: RFC 6890 and what came later.
const closed = new BlockList();
for (const [network, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16], // link-local: the metadata services of clouds, too
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
] as const) {
  closed.addSubnet(network, prefix, "ipv4");
}

// Of IPv6 only what is given out for the internet (2000::/3) is public at all.
const open = new BlockList();
open.addSubnet("2000::", 3, "ipv6");
const closedInOpen = new BlockList();
for (const [network, prefix] of [
  ["2001::", 23], // protocol assignments, Teredo among them
  ["2001:db8::", 32],
  ["2002::", 16], // 6to4 carries any IPv4 address
  ["3fff::", 20],
] as const) {
  closedInOpen.addSubnet(network, prefix, "ipv6");
}

/** Whether an IP address is on the public internet; what cannot be read is not. */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !closed.check(address, "ipv4");
    case 6: {
      // Addresses that carry an IPv4 address in them (::ffff:127.0.0.1) lie outside 2000::/3.
      return open.check(address, "ipv6") && !closedInOpen.check(address, "ipv6");
    }
    default:
      return false;
  }
}
