import type { MailboxGroup } from "@/db/schema/recipients";

/** Who runs a mailbox; a value that the schema does not know breaks the build here. */
export const mailboxGroups = [
  "gmail",
  "outlook",
  "yahoo",
  "naver",
  "kakao",
  "nate",
  "other",
] as const satisfies MailboxGroup[];

/** The domains of each group, and the names that exist under many country domains. */
export const mailboxDomains: Record<
  Exclude<MailboxGroup, "other">,
  { exact: readonly string[]; everyCountry: readonly string[] }
> = {
  gmail: { exact: ["gmail.com", "googlemail.com"], everyCountry: [] },
  outlook: { exact: ["msn.com", "passport.com"], everyCountry: ["outlook", "hotmail", "live"] },
  yahoo: {
    exact: ["ymail.com", "rocketmail.com", "aol.com", "aim.com"],
    everyCountry: ["yahoo"],
  },
  naver: { exact: ["naver.com"], everyCountry: [] },
  kakao: { exact: ["daum.net", "hanmail.net", "kakao.com"], everyCountry: [] },
  nate: { exact: ["nate.com", "empas.com", "lycos.co.kr", "netsgo.com"], everyCountry: [] },
};

/** The tail of a country's variant, such as `.fr` or `.co.jp`; the same in SQL and here. */
export const countryTail = String.raw`(\.[a-z]{2,3}){1,2}`;

/** The group of a domain in lower case. */
export function mailboxGroupOf(domain: string): MailboxGroup {
  for (const [group, { exact, everyCountry }] of Object.entries(mailboxDomains)) {
    const isVariant = everyCountry.some((name) =>
      new RegExp(`^${name}${countryTail}$`).test(domain),
    );
    // Object.entries forgets what the keys are.
    if (exact.includes(domain) || isVariant) return group as MailboxGroup;
  }
  return "other";
}
