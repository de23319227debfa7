import { sql, type SQL } from "drizzle-orm";
import { addDays, dayIn } from "./calendar-day";
import type { DateTest, TextTest } from "./segment-rule";
import { hasCase, listSpellings } from "./spellings";

/**
 * When and where "today" is; frozen at launch, so that a long fan-out keeps one meaning. `isPast`:
 * that moment lies behind, and what happened since must not count.
 */
export type SegmentClock = { asOf: Date; timeZone: string; isPast?: boolean };

/**
 * A test of one contact: `holds`, or its complement. Null counts as "does not hold", so that a negated
 * test includes those without a value; what is never null needs no guard, which would hide a join or an index.
 */
export type Truth = { holds: SQL; isNegated: boolean; isNeverNull: boolean };

export function always(holds: SQL, { isNegated = false } = {}): Truth {
  return { holds, isNegated, isNeverNull: true };
}

/** Of a value that may be missing. */
export function maybe({ holds, isNegated = false }: Test): Truth {
  return { holds, isNegated, isNeverNull: false };
}

type Test = { holds: SQL; isNegated?: boolean };

/** The truth, or what is left when it is negated once more: true or false, never null. */
export function truth({ holds, isNegated, isNeverNull }: Truth, negatedOnceMore: boolean): SQL {
  const isComplement = isNegated !== negatedOnceMore;
  if (isNeverNull) return isComplement ? sql`not ${holds}` : holds;
  return isComplement ? sql`(${holds}) is not true` : sql`(${holds}) is true`;
}

/** Upper and lower case are the same word to a marketer. */
export function testText(value: SQL, test: TextTest): Test {
  switch (test.op) {
    case "is_empty":
      return { holds: sql`${value} <> ''`, isNegated: true };
    case "is_not_empty":
      return { holds: sql`${value} <> ''` };
    case "in":
    case "not_in":
      return { holds: isAmong(value, test.values), isNegated: test.op === "not_in" };
    case "is":
    case "is_not":
      return { holds: isAmong(value, [test.value]), isNegated: test.op === "is_not" };
    case "contains":
    case "not_contains":
      return {
        holds: like(value, `%${escapeLike(test.value)}%`),
        isNegated: test.op === "not_contains",
      };
    case "starts_with":
      return { holds: like(value, `${escapeLike(test.value)}%`) };
    case "ends_with":
      return { holds: like(value, `%${escapeLike(test.value)}`) };
  }
}

function isAmong(value: SQL, words: string[]): SQL {
  const spellings = listSpellings(words);
  return spellings === undefined
    ? sql`lower(${value}) = any(${lowerWords(words)})`
    : sql`${value} = any(${sql.param(hashable(spellings))}::text[])`;
}

/** The database compares with up to eight one by one, and hashes more: some are said twice. */
function hashable(words: string[]): string[] {
  if (words.length < 3) return words;
  return [...words, ...words, ...words].slice(0, Math.max(9, words.length));
}

/**
 * The words in lower case as the database writes it: one text that is cut again, which the planner
 * folds to a constant. No word holds the separator: it is no text.
 */
export function lowerWords(words: string[]): SQL {
  const text = words.map((word) => word.replaceAll(separator, "")).join(separator);
  return sql`string_to_array(lower(${text}::text), ${sql.raw(`E'\\x1f'`)})`;
}

const separator = "\u001F";

function like(value: SQL, pattern: string): SQL {
  if (!hasCase(pattern)) return sql`${value} like ${pattern}::text escape '\\'`;
  return sql`lower(${value}) like lower(${pattern}::text) escape '\\'`;
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}

type Emptiness = { op: "is_empty" | "is_not_empty" };

function asksEmptiness(test: DateTest): test is Emptiness {
  return test.op === "is_empty" || test.op === "is_not_empty";
}

/** First and last day that a test accepts; undefined = open on that side. */
function dayRange(
  test: Exclude<DateTest, Emptiness>,
  today: string,
): { from?: string; to?: string } {
  switch (test.op) {
    case "on":
      return { from: test.value, to: test.value };
    case "before":
      return { to: addDays(test.value, -1) };
    case "after":
      return { from: addDays(test.value, 1) };
    case "between":
      return { from: test.from, to: test.to };
    case "in_last_days":
      return { from: addDays(today, -test.days), to: today };
    case "older_than_days":
      return { to: addDays(today, -test.days - 1) };
    case "in_next_days":
      return { from: today, to: addDays(today, test.days) };
  }
}

/** Days are ISO text, which sorts as the calendar does; a cast would fail on February 31. */
export function testDay(day: SQL, test: DateTest, clock: SegmentClock): Test {
  if (asksEmptiness(test)) {
    return { holds: sql`${day} is not null`, isNegated: test.op === "is_empty" };
  }
  const { from, to } = dayRange(test, today(clock));
  const parts = [
    ...(from ? [sql`${day} >= ${from}::text collate "C"`] : []),
    ...(to ? [sql`${day} <= ${to}::text collate "C"`] : []),
  ];
  return { holds: sql`(${sql.join(parts, sql` and `)})` };
}

/** `contacts.created_at` against days of the organisation, in a form that its index serves. */
export function testInstant(test: DateTest, clock: SegmentClock): Truth {
  if (asksEmptiness(test)) return always(sql`true`, { isNegated: test.op === "is_empty" });
  const { from, to } = dayRange(test, today(clock));
  const parts = [
    ...(from ? [sql`contacts.created_at >= ${startOfDay(from, clock)}`] : []),
    ...(to ? [sql`contacts.created_at < ${startOfDay(addDays(to, 1), clock)}`] : []),
  ];
  return always(sql`(${sql.join(parts, sql` and `)})`);
}

function today({ timeZone, asOf }: SegmentClock): string {
  return dayIn(timeZone, asOf);
}

/** The instant at which the day, counted back from today, began in the organisation. */
export function startOfDaysAgo(days: number, clock: SegmentClock): SQL {
  return startOfDay(addDays(today(clock), -days), clock);
}

function startOfDay(day: string, { timeZone }: SegmentClock): SQL {
  return sql`(${day}::date::timestamp at time zone ${timeZone}::text)`;
}
