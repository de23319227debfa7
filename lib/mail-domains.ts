import { eq, inArray, sql } from "drizzle-orm";
import { db } from "@/db";
import { mailDomains } from "@/db/schema/addresses";
import { jobPosition, keepJobPosition } from "@/lib/background-jobs";
import { lookUpRecord } from "@/lib/dns";
import {
  askForMail,
  type MailAnswer,
  nextCheckIn,
  reservedDomains,
} from "@/lib/domain/mail-domain";

type LookUp = typeof lookUpRecord;

/** Contacts whose domains are noted in one turn. */
const contactsATurn = 20_000;
/** Domains asked for in one turn: a resolver is somebody else's machine. */
const domainsATurn = 25;
/** A turn ends then; what has not answered is asked again later. */
const turnMs = 3_000;
/** A domain that surely takes mail: without it the resolver is at fault, not the domains. */
const surelyMail = "gmail.com";

/** Where the job stands: contacts up to this one are noted. Begun anew each day, as addresses change. */
type Position = { contactId: number };

/** Notes the domains of contacts that came since; returns how many contacts were read. */
export async function noteMailDomains(): Promise<number> {
  const turn = await jobPosition<Position>("mail_domains", { contactId: 0 });
  if (turn === undefined) return 0;
  const { rows } = await db.execute<{ read: number; last: string | null }>(sql`
    with page as (
      select id, split_part(email_normalized, '@', 2) as domain from contacts
      where id > ${turn.contactId}::bigint order by id limit ${contactsATurn}
    ), noted as (
      insert into mail_domains (domain)
      select distinct domain from page where domain !~ ${reservedDomains} order by domain
      on conflict do nothing
    )
    select count(*)::int as read, max(id) as last from page`);
  const { read, last } = rows[0] ?? { read: 0, last: null };
  const isAtEnd = read < contactsATurn;
  const contactId = last === null ? turn.contactId : Number(last);
  await keepJobPosition("mail_domains", { contactId }, { againInSeconds: isAtEnd ? 60 : 0 });
  return read;
}

/** Looks the next domains up and stores what DNS said; returns how many were answered. */
export async function checkMailDomains(lookUp: LookUp = lookUpRecord): Promise<number> {
  const due = await claimDomains();
  if (due.length === 0) return 0;
  const answers = await withinTurn(due, lookUp);
  const isBlind = [...answers.values()].some((answer) => answer?.state === "no_mail")
    ? (await beforeDeadline(askForMail(surelyMail, lookUp), Date.now() + turnMs))?.state !== "mail"
    : false;
  let answered = 0;
  for (const { domain, failures } of due) {
    const found = answers.get(domain);
    // A resolver that does not even know the largest mail service says nothing about the others.
    const answer = isBlind && found?.state === "no_mail" ? undefined : found;
    if (answer !== undefined) answered += 1;
    await storeAnswer(domain, { answer, failures });
  }
  return answered;
}

/** Taken for some minutes: two ticks do not ask twice, and a killed one leaves them for the next. */
async function claimDomains(): Promise<{ domain: string; failures: number }[]> {
  const { rows } = await db.execute<{ domain: string; failures: number }>(sql`
    update mail_domains set next_check_at = now() + interval '5 minutes'
    where domain in (
      select domain from mail_domains where next_check_at <= now()
      order by next_check_at limit ${domainsATurn} for update skip locked)
    returning domain, failures`);
  return rows;
}

async function withinTurn(
  due: { domain: string }[],
  lookUp: LookUp,
): Promise<Map<string, MailAnswer>> {
  const deadline = Date.now() + turnMs;
  const answers = await Promise.all(
    due.map(
      async ({ domain }) =>
        [domain, await beforeDeadline(askForMail(domain, lookUp), deadline)] as const,
    ),
  );
  return new Map(answers);
}

async function beforeDeadline(asked: Promise<MailAnswer>, deadline: number): Promise<MailAnswer> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, Math.max(0, deadline - Date.now()), undefined);
  });
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function storeAnswer(
  domain: string,
  { answer, failures }: { answer: MailAnswer; failures: number },
): Promise<void> {
  const seconds = nextCheckIn(answer, failures) / 1000;
  await db
    .update(mailDomains)
    .set({
      // Spread, so that a large import does not come due in one minute a month later.
      nextCheckAt: sql`now() + make_interval(secs => ${seconds} * (0.9 + 0.2 * random()))`,
      ...(answer === undefined
        ? { failures: failures + 1 }
        : { ...answer, failures: 0, checkedAt: sql`now()` }),
    })
    .where(eq(mailDomains.domain, domain));
}

/** Those of the domains that take no mail as far as is known. */
export async function findDeadDomains(domains: string[]): Promise<Set<string>> {
  if (domains.length === 0) return new Set();
  const rows = await db
    .select({ domain: mailDomains.domain })
    .from(mailDomains)
    .where(sql`${mailDomains.state} = 'no_mail' and ${inArray(mailDomains.domain, domains)}`);
  return new Set(rows.map(({ domain }) => domain));
}
