import { sql, type SQL } from "drizzle-orm";
import { addDays, dayIn } from "./calendar-day";
import type { BooleanTest, DateTest, NumberTest, TextTest } from "./segment-rule";

/** When and where "today" is; frozen at launch, so that a long fan-out keeps one meaning. */
export type SegmentClock = { asOf: Date; timeZone: string };

export function complement(isNegated: boolean, positive: SQL): SQL {
  return isNegated ? sql`not coalesce(${positive}, false)` : positive;
}

/** Upper and lower case are the same word to a marketer. */
export function testText(value: SQL, test: TextTest): SQL {
  switch (test.op) {
    case "is_empty":
      return sql`coalesce(${value}, '') = ''`;
    case "is_not_empty":
      return sql`${value} <> ''`;
    case "in":
    case "not_in": {
      const list = sql`(select lower(word) from unnest(${sql.param(test.values)}::text[]) word)`;
      return complement(test.op === "not_in", sql`lower(${value}) in ${list}`);
    }
    case "is":
    case "is_not":
      return complement(test.op === "is_not", sql`lower(${value}) = lower(${test.value}::text)`);
    case "contains":
    case "not_contains":
      return complement(test.op === "not_contains", like(value, `%${escapeLike(test.value)}%`));
    case "starts_with":
      return like(value, `${escapeLike(test.value)}%`);
    case "ends_with":
      return like(value, `%${escapeLike(test.value)}`);
  }
}

function like(value: SQL, pattern: string): SQL {
  return sql`lower(${value}) like lower(${pattern}::text) escape '\\'`;
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}

const comparisons = { eq: "=", lt: "<", lte: "<=", gt: ">", gte: ">=" } as const;

export function testNumber(value: SQL, test: NumberTest): SQL {
  switch (test.op) {
    case "is_empty":
      return sql`${value} is null`;
    case "is_not_empty":
      return sql`${value} is not null`;
    case "between":
      return sql`${value} between ${test.from}::numeric and ${test.to}::numeric`;
    case "neq":
      return complement(true, sql`${value} = ${test.value}::numeric`);
    case "eq":
    case "lt":
    case "lte":
    case "gt":
    case "gte":
      return sql`${value} ${sql.raw(comparisons[test.op])} ${test.value}::numeric`;
  }
}

export function testBoolean(value: SQL, test: BooleanTest): SQL {
  switch (test.op) {
    case "is_empty":
      return sql`${value} is null`;
    case "is_not_empty":
      return sql`${value} is not null`;
    case "is_true":
      return sql`${value}`;
    case "is_false":
      return sql`not ${value}`;
  }
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
export function testDay(day: SQL, test: DateTest, clock: SegmentClock): SQL {
  if (asksEmptiness(test)) {
    return test.op === "is_empty" ? sql`${day} is null` : sql`${day} is not null`;
  }
  const { from, to } = dayRange(test, today(clock));
  const parts = [
    ...(from ? [sql`${day} >= ${from}::text collate "C"`] : []),
    ...(to ? [sql`${day} <= ${to}::text collate "C"`] : []),
  ];
  return sql`(${sql.join(parts, sql` and `)})`;
}

/** `contacts.created_at` against days of the organisation, in a form that its index serves. */
export function testInstant(test: DateTest, clock: SegmentClock): SQL {
  if (asksEmptiness(test)) return test.op === "is_empty" ? sql`false` : sql`true`;
  const { from, to } = dayRange(test, today(clock));
  const parts = [
    ...(from ? [sql`contacts.created_at >= ${startOfDay(from, clock)}`] : []),
    ...(to ? [sql`contacts.created_at < ${startOfDay(addDays(to, 1), clock)}`] : []),
  ];
  return sql`(${sql.join(parts, sql` and `)})`;
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
