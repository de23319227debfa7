import { sql, type SQL } from "drizzle-orm";
import { allBits, anyBits, bits, countBits, joinBits, packBits } from "./contact-bits";
import {
  isGroup,
  listConditions,
  type SegmentCondition,
  type SegmentGroup,
  type SegmentRule,
  textFields,
} from "./segment-rule";
import { compileSegmentRule, type SegmentClock } from "./segment-sql";
import { summaryOf } from "./segment-summary-sql";

/**
 * A subquery that counts the contacts of a rule that asks properties or words, so that everybody has
 * to be read, and other tables beside: each table is read once, and people are joined 64 at a time.
 * Undefined where something else is quicker: an index, one table, or a table that is not packed here.
 */
export function compileBitCount(rule: SegmentRule, clock: SegmentClock): SQL | undefined {
  if (!isCountedByBits(rule)) return undefined;
  const packing = createPacking(clock);
  const people = pack(rule, packing);
  return sql`select ${countBits(sql`everybody & ${people}`)} from (${packing.join()}) people`;
}

export function isCountedByBits(rule: SegmentRule): boolean {
  const conditions = listConditions(rule);
  return (
    conditions.every((one) => isOfContact(one) || isOfOther(one)) &&
    conditions.some(readsEverybody) &&
    conditions.some(isOfOther)
  );
}

function isOfContact({ field }: SegmentCondition): boolean {
  return field === "created_at" || field === "property" || textFields.some((one) => one === field);
}

function readsEverybody(condition: SegmentCondition): boolean {
  return isOfContact(condition) && condition.field !== "created_at";
}

function isOfOther(condition: SegmentCondition): boolean {
  const { field } = condition;
  if (field === "campaign") return condition.campaignId === null;
  return field === "topic" || field === "suppression";
}

/** What is read of each table; a column is added for each question, and answers by its name. */
type Packing = {
  clock: SegmentClock;
  ofContact: (condition: SQL) => SQL;
  ofSummary: (condition: SQL) => SQL;
  ofTopic: (topicId: number, condition: SQL) => SQL;
  ofSuppressions: (condition: SQL) => SQL;
  join: () => SQL;
};

function createPacking(clock: SegmentClock): Packing {
  const sources = new Map<string, { id: SQL; from: SQL; columns: Record<string, SQL> }>();
  const names = ["everybody"];
  const contacts = { id: sql`contacts.id`, from: sql`contacts`, columns: { everybody: sql`true` } };
  const ask = (key: string, source: { id: SQL; from: SQL }, condition: SQL): SQL => {
    const found = sources.get(key) ?? { ...source, columns: {} };
    sources.set(key, found);
    const name = `asked_${names.length}`;
    names.push(name);
    found.columns[name] = condition;
    return bits(name);
  };
  sources.set("contacts", contacts);
  return {
    clock,
    ofContact: (condition) => ask("contacts", contacts, condition),
    ofSummary: (condition) =>
      ask(
        "summary",
        { id: sql`engagement.contact_id`, from: sql`contact_engagement engagement` },
        condition,
      ),
    ofTopic: (topicId, condition) =>
      ask(
        `topic ${topicId}`,
        { id: sql`contact_id`, from: sql`subscriptions where topic_id = ${topicId}::bigint` },
        condition,
      ),
    ofSuppressions: (condition) =>
      ask(
        "suppressions",
        { id: sql`contacts.id`, from: sql`suppressions join contacts using (email_normalized)` },
        condition,
      ),
    join: () => {
      const [first = sql``, ...others] = [...sources.values()].map(packBits);
      return joinBits(first, others, names);
    },
  };
}

/** The bits of those whom the rule selects; beyond "everybody" they mean nothing. */
function pack(rule: SegmentRule | SegmentCondition, packing: Packing): SQL {
  const { clock } = packing;
  const parts = isGroup(rule) ? listConditions(rule) : [rule];
  if (parts.every(isOfContact)) return packing.ofContact(compileSegmentRule(rule, clock));
  const summary = summaryOf(rule, clock);
  if (summary !== undefined) {
    return summary.holdsWithout
      ? sql`~${packing.ofSummary(sql`not ${summary.holds}`)}`
      : packing.ofSummary(summary.holds);
  }
  if (!isGroup(rule)) return packOther(rule, packing);
  const packed = gather(rule, clock).map((part) => pack(part, packing));
  const people = rule.match === "all" ? allBits(packed) : anyBits(packed);
  return rule.not === true ? sql`~${people}` : people;
}

/** Neighbours that ask the same table become one question. */
function gather(
  { match, rules }: SegmentGroup,
  clock: SegmentClock,
): (SegmentGroup | SegmentCondition)[] {
  const isContacts = (part: SegmentGroup | SegmentCondition) =>
    (isGroup(part) ? listConditions(part) : [part]).every(isOfContact);
  const isSummary = (part: SegmentGroup | SegmentCondition) => summaryOf(part, clock) !== undefined;
  const ofContact = rules.filter(isContacts);
  const ofSummary = rules.filter((part) => !isContacts(part) && isSummary(part));
  const others = rules.filter((part) => !isContacts(part) && !isSummary(part));
  const together = [ofContact, ofSummary]
    .filter((some) => some.length > 0)
    .map((some) => ({ match, rules: some }));
  return [...together, ...others];
}

function packOther(condition: SegmentCondition, packing: Packing): SQL {
  if (condition.field === "topic") {
    const { topicId, state } = condition;
    return state === "unanswered"
      ? sql`~${packing.ofTopic(topicId, sql`true`)}`
      : packing.ofTopic(topicId, sql`status = ${state}::subscription_status`);
  }
  if (condition.field !== "suppression") {
    throw new Error(`Conditions of ${condition.field} are not packed.`);
  }
  const { reason, is } = condition;
  const which = reason === "any" ? sql`true` : sql`reason = ${reason}::suppression_reason`;
  const found = packing.ofSuppressions(which);
  return is ? found : sql`~${found}`;
}
