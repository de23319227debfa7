/** What a record is for; one identity needs three DKIM records and one of each other. */
export type RecordPurpose = "dkim" | "mail_from" | "spf" | "dmarc";

export type DnsRecord = {
  purpose: RecordPurpose;
  type: "CNAME" | "MX" | "TXT";
  name: string;
  /** As it is typed into the form of a DNS provider; an MX carries its priority apart. */
  value: string;
  priority?: number;
};

/** What DNS said: the values of that type, none, or no answer at all. */
export type DnsAnswer =
  | { kind: "values"; values: { value: string; priority?: number }[] }
  | { kind: "none" }
  | { kind: "no_answer" };

export type RecordState =
  | "found"
  | "missing"
  | "different" // there is one, but not ours
  | "several" // there is ours and another one: receivers then ignore both
  | "no_answer"; // DNS could not be asked; says nothing about the record

export type IdentityDomain = {
  domain: string;
  dkimTokens: string[];
  /** Where the DKIM names point to; SES names it in newer regions. */
  dkimZone: string;
  mailFromDomain: string;
  region: string;
};

/** The exact records that a sending domain needs. */
export function expectedRecords(identity: IdentityDomain): DnsRecord[] {
  const { domain, mailFromDomain, region } = identity;
  return [
    ...identity.dkimTokens.map((token): DnsRecord => ({
      purpose: "dkim",
      type: "CNAME",
      name: `${token}._domainkey.${domain}`,
      value: `${token}.${identity.dkimZone}`,
    })),
    {
      purpose: "mail_from",
      type: "MX",
      name: mailFromDomain,
      value: `feedback-smtp.${region}.amazonses.com`,
      priority: 10,
    },
    {
      purpose: "spf",
      type: "TXT",
      name: mailFromDomain,
      value: "v=spf1 include:amazonses.com ~all",
    },
    {
      purpose: "dmarc",
      type: "TXT",
      name: `_dmarc.${domain}`,
      value: `v=DMARC1; p=none; rua=mailto:dmarc@${domain}`,
    },
  ];
}

/** Compares what DNS answered with what should be there. */
export function evaluateRecord(record: DnsRecord, answer: DnsAnswer): RecordState {
  if (answer.kind === "no_answer") return "no_answer";
  if (answer.kind === "none") return "missing";
  switch (record.purpose) {
    case "dkim":
      return matchOne(answer.values.map(host), (value) => value === host(record));
    case "mail_from":
      // SES wants exactly one MX; a second one makes the domain fail.
      return matchOne(answer.values.map(host), (value) => value === host(record));
    case "spf":
      return matchOne(withTag(answer.values, "v=spf1"), (value) =>
        value.split(/\s+/).includes("include:amazonses.com"),
      );
    case "dmarc":
      // Any policy will do: a stricter one than ours is better.
      return matchOne(withTag(answer.values, "v=dmarc1"), (value) =>
        /;\s*p\s*=\s*(none|quarantine|reject)\s*(;|$)/.test(value),
      );
  }
}

/** Other TXT records may stand under the same name; only those of our kind count. */
function withTag(values: { value: string }[], tag: string): string[] {
  return values
    .map(({ value }) => value.trim().toLowerCase())
    .filter((value) => value === tag || /^[\s;]/.test(value.slice(tag.length)))
    .filter((value) => value.startsWith(tag));
}

function host({ value }: { value: string }): string {
  return value.trim().toLowerCase().replace(/\.$/, "");
}

function matchOne(values: string[], isOurs: (value: string) => boolean): RecordState {
  if (values.length === 0) return "missing";
  if (!values.some(isOurs)) return "different";
  return values.length === 1 ? "found" : "several";
}
