import { sql, type SQL } from "drizzle-orm";
import type {
  BooleanTest,
  ChoiceTest,
  ListTest,
  NumberTest,
  SegmentCondition,
  TextTest,
} from "./segment-rule";
import {
  always,
  lowerWords,
  maybe,
  testDay,
  testText,
  type SegmentClock,
  type Truth,
} from "./segment-value-sql";

type PropertyCondition = Extract<SegmentCondition, { field: "property" }>;

/**
 * A value of another JSON type than declared counts as empty, and no cast may fail a campaign. Taking a
 * value out of the JSON is what costs, so the type is asked last, of those who pass the test.
 */
export function testProperty(condition: PropertyCondition, clock: SegmentClock): Truth {
  const key = sql`${condition.key}::text`;
  const value = {
    json: sql`(contacts.properties -> ${key})`,
    text: sql`(contacts.properties ->> ${key})`,
  };
  switch (condition.type) {
    case "text":
      return ofText(condition.test, value, testText(value.text, condition.test));
    case "choice":
      return ofText(condition.test, value, testChoice(value.text, condition.test));
    case "date": {
      const test = testDay(value.text, condition.test, clock);
      // Its shape says as much as its type would, and is cheaper to ask.
      return maybe({ ...test, holds: sql`${test.holds} and ${value.text} like '____-__-__'` });
    }
    case "number":
      return asksEmptiness(condition.test)
        ? ofType("number", value, testPresence(value.json, condition.test))
        : testNumber(condition.key, condition.test);
    case "boolean":
      return ofType("boolean", value, testBoolean(value, condition.test));
    case "list":
      return ofType("array", value, testList(value.json, condition.test));
  }
}

type Value = { json: SQL; text: SQL };
type Test = { holds: SQL; isNegated?: boolean };

function ofType(type: string, { json }: Value, { holds, isNegated }: Test): Truth {
  return maybe({
    holds: sql`${holds} and jsonb_typeof(${json}) = ${sql.raw(`'${type}'`)}`,
    isNegated: isNegated === true,
  });
}

/** What equals a word that only a text can be needs no look at its type. */
function ofText(test: TextTest | ChoiceTest, value: Value, { holds, isNegated }: Test): Truth {
  const words = listWords(test);
  if (words.length === 0 || words.some(mayBeNoText))
    return ofType("string", value, { holds, isNegated: isNegated === true });
  return maybe({ holds, isNegated: isNegated === true });
}

function listWords(test: TextTest | ChoiceTest): string[] {
  if (test.op === "is" || test.op === "is_not") return [test.value];
  return test.op === "in" || test.op === "not_in" ? test.values : [];
}

/** As a number, a boolean, a list or an object reads when it is written as text. */
function mayBeNoText(word: string): boolean {
  return /^[-\d[{]|^(?:true|false)$/i.test(word);
}

const comparisons = { eq: "==", neq: "==", lt: "<", lte: "<=", gt: ">", gte: ">=" } as const;

type Emptiness = { op: "is_empty" | "is_not_empty" };

function asksEmptiness(test: NumberTest | BooleanTest): test is Emptiness {
  return test.op === "is_empty" || test.op === "is_not_empty";
}

function testPresence(json: SQL, { op }: Emptiness): Test {
  return { holds: sql`${json} is not null`, isNegated: op === "is_empty" };
}

/** A JSON path takes the value out, asks its type and compares in one call; a number only meets numbers. */
function testNumber(key: string, test: Exclude<NumberTest, Emptiness>): Truth {
  const fits =
    test.op === "between"
      ? `@ >= ${test.from} && @ <= ${test.to}`
      : `@ ${comparisons[test.op]} ${test.value}`;
  const path = `$.${JSON.stringify(key)} ? (${fits})`;
  return always(sql`jsonb_path_exists(contacts.properties, ${path}::jsonpath)`, {
    isNegated: test.op === "neq",
  });
}

function testBoolean({ json, text }: Value, test: BooleanTest): Test {
  if (asksEmptiness(test)) return testPresence(json, test);
  return { holds: sql`${text} = ${test.op === "is_true" ? "true" : "false"}::text` };
}

function testChoice(value: SQL, test: ChoiceTest): Test {
  switch (test.op) {
    case "is_empty":
      return { holds: sql`${value} <> ''`, isNegated: true };
    case "is_not_empty":
      return { holds: sql`${value} <> ''` };
    case "is":
    case "is_not":
      return { holds: sql`${value} = ${test.value}::text`, isNegated: test.op === "is_not" };
    case "in":
    case "not_in":
      return {
        holds: sql`${value} = any(${sql.param(test.values)}::text[])`,
        isNegated: test.op === "not_in",
      };
  }
}

/** Words of a list are compared without regard to case, as they are when they are stored. */
function testList(json: SQL, test: ListTest): Test {
  if (!("values" in test))
    return { holds: sql`${json} <> '[]'::jsonb`, isNegated: test.op === "is_empty" };
  // The function fails on anything but a list.
  const isList = sql`jsonb_typeof(${json}) = 'array'`;
  const words = sql`(select array_agg(lower(word))
    from jsonb_array_elements_text(case when ${isList} then ${json} end) word)`;
  const wanted = lowerWords(test.values);
  return test.op === "has_all"
    ? { holds: sql`${words} @> ${wanted}` }
    : { holds: sql`${words} && ${wanted}`, isNegated: test.op === "has_none" };
}
