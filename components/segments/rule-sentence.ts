import type { useTranslations } from "next-intl";
import { particleFor } from "@/lib/domain/korean-particles";
import type { SegmentChoices } from "@/lib/domain/segment-choices";
import { isGroup, type SegmentCondition, type SegmentGroup } from "@/lib/domain/segment-rule";
import { testValues } from "./test-values";

type Words = ReturnType<typeof useTranslations<"segments">>;
type Context = { t: Words; choices: SegmentChoices };
/** What comes after a clause; a Korean verb ends by it. */
type Form = "and" | "or" | "end";

/** The rule as one sentence, for people who did not write it. */
export function ruleSentence(rule: SegmentGroup, context: Context): string {
  const clauses = joinClauses(rule, context);
  return context.t(rule.not ? "sentence.everyoneBut" : "sentence.people", { clauses });
}

function joinClauses(group: SegmentGroup, context: Context): string {
  const between = group.match === "all" ? "and" : "or";
  const last = group.rules.length - 1;
  return group.rules
    .map((rule, n) => {
      const form = n < last ? between : "end";
      return isGroup(rule)
        ? groupClause(rule, form, context)
        : conditionClause(rule, form, context);
    })
    .join(context.t(`sentence.${between}`));
}

function groupClause(group: SegmentGroup, form: Form, context: Context): string {
  const clauses = joinClauses(group, context);
  return context.t(group.not ? "sentence.not" : "sentence.group", { clauses, form });
}

function conditionClause(condition: SegmentCondition, form: Form, context: Context): string {
  const { t, choices } = context;
  const nameOf = (list: { id: number; name: string }[], id: number) =>
    list.find((one) => one.id === id)?.name || t("sentence.unknown", { id: String(id) });
  switch (condition.field) {
    case "topic":
      return t(`sentence.topic.${condition.state}`, {
        form,
        ...spoken("topic", nameOf(choices.topics, condition.topicId)),
      });
    case "consent": {
      const { action, happened, topicId, days } = condition;
      const topic =
        topicId === null ? "" : t("sentence.about", { name: nameOf(choices.topics, topicId) });
      return t(`sentence.consent.${action}.${happened}`, { form, topic, when: within(days, t) });
    }
    case "suppression": {
      const reason = t(`suppressionReasons.${condition.reason}`);
      return t(condition.is ? "sentence.suppressed" : "sentence.notSuppressed", { form, reason });
    }
    case "import":
      return t(`sentence.import.${condition.op}`, {
        form,
        file: nameOf(choices.imports, condition.value),
      });
    case "member":
      return t(`sentence.member.${condition.op}`, {
        form,
        segment: nameOf(choices.segments, condition.segmentId),
      });
    case "campaign":
      return engagementClause(condition, form, context);
    case "property": {
      const property = choices.properties.find((one) => one.key === condition.key);
      const values = testValues(condition.test, property?.choices);
      return testClause(property?.label ?? condition.key, condition.test.op, values, { form, t });
    }
    case "created_at":
    case "email":
    case "name":
    case "first_name":
    case "last_name":
    case "phone":
    case "locale":
    case "source": {
      const field = t(`sentence.fields.${condition.field}`);
      return testClause(field, condition.test.op, testValues(condition.test), { form, t });
    }
  }
}

type TestOp = Extract<SegmentCondition, { test: unknown }>["test"]["op"];

function testClause(
  field: string,
  op: TestOp,
  { value, ...values }: ReturnType<typeof testValues>,
  { form, t }: { form: Form; t: Words },
): string {
  return t(`sentence.tests.${op}`, {
    form,
    ...values,
    ...spoken("field", field),
    ...spoken("value", value),
  });
}

function engagementClause(
  condition: Extract<SegmentCondition, { field: "campaign" }>,
  form: Form,
  { t, choices }: Context,
): string {
  const { event, happened, campaignId, days, link } = condition;
  const campaign = choices.campaigns.find(({ id }) => id === campaignId);
  const mail =
    campaignId === null
      ? t("sentence.anyMail")
      : t("sentence.quoted", {
          name: campaign?.name || t("sentence.unknown", { id: String(campaignId) }),
        });
  const what = link === undefined ? event : "link";
  const url = link === undefined ? "" : (campaign?.links[link] ?? `#${link + 1}`);
  const values = {
    ...spoken("mail", mail),
    ...spoken("link", url),
    when: within(days, t),
    ever: days === null ? "yes" : "no",
  };
  const did =
    happened === "sent_but_not"
      ? t(`sentence.didIt.${what}`, values)
      : t(`sentence.did.${what}`, values);
  return t(`sentence.engagement.${happened}`, { ...values, did, form });
}

function within(days: number | null, t: Words): string {
  return days === null ? "" : t("sentence.within", { days });
}

/** The word, and the Korean particles that fit it: subject, object, means. */
function spoken<Name extends string>(name: Name, word: string) {
  return {
    [name]: word,
    [`${name}Subject`]: particleFor(word, "이/가"),
    [`${name}Object`]: particleFor(word, "을/를"),
    [`${name}Means`]: particleFor(word, "으로/로"),
    // Computed keys are only known as strings.
  } as Record<Name | `${Name}${"Subject" | "Object" | "Means"}`, string>;
}
