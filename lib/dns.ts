import { Resolver } from "node:dns/promises";
import type { DnsAnswer, DnsRecord } from "@/lib/domain/dns-record";
import { env } from "@/lib/env";

const timeoutMs = 1_500;

type Question = { type: DnsRecord["type"] | "A" | "AAAA"; name: string };

/** Asks DNS for one record; the servers of DNS_SERVERS instead of the machine's own when set. */
export async function lookUpRecord(
  record: Question,
  servers: string[] = env.DNS_SERVERS?.split(",").map((server) => server.trim()) ?? [],
): Promise<DnsAnswer> {
  const resolver = new Resolver({ timeout: timeoutMs, tries: 2 });
  if (servers.length > 0) resolver.setServers(servers);
  try {
    const values = await resolve(resolver, record);
    return values.length > 0 ? { kind: "values", values } : { kind: "none" };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    // There is no such name, or it has no record of that type: an answer. All else is none.
    return code === "ENOTFOUND" || code === "ENODATA" ? { kind: "none" } : { kind: "no_answer" };
  }
}

async function resolve(
  resolver: Resolver,
  { type, name }: Question,
): Promise<{ value: string; priority?: number }[]> {
  switch (type) {
    case "CNAME":
      return (await resolver.resolveCname(name)).map((value) => ({ value }));
    case "MX": {
      const records = await resolver.resolveMx(name);
      return records.map(({ exchange, priority }) => ({ value: exchange, priority }));
    }
    case "A":
      return (await resolver.resolve4(name)).map((value) => ({ value }));
    case "AAAA":
      return (await resolver.resolve6(name)).map((value) => ({ value }));
    case "TXT":
      // A long TXT record comes in pieces that belong together.
      return (await resolver.resolveTxt(name)).map((pieces) => ({ value: pieces.join("") }));
  }
}
