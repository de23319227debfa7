import type { useTranslations } from "next-intl";
import type { SegmentChoices } from "@/lib/domain/segment-choices";
import {
  isGroup,
  type DateTest,
  type NumberTest,
  type SegmentCondition,
  type SegmentGroup,
  type TextTest,
} from "@/lib/domain/segment-rule";

type Words = ReturnType<typeof useTranslations<"segments">>;
type Context = { t: Words; choices: SegmentChoices };

/** The rule as one sentence, for people who did not write it. */
export function ruleSentence(rule: SegmentGroup, context: Context): string {
  return groupWords(rule, context, true);
}

function groupWords(group: SegmentGroup, context: Context, isRoot = false): string {
  const { t } = context;
  const parts = group.rules.map((rule) =>
    isGroup(rule) ? groupWords(rule, context) : conditionWords(rule, context),
  );
  const joined = parts.join(group.match === "all" ? t("sentence.and") : t("sentence.or"));
  const isBare = isRoot || parts.length === 1;
  if (group.not) return t("sentence.not", { rules: joined });
  return isBare ? joined : t("sentence.group", { rules: joined });
}

function conditionWords(condition: SegmentCondition, { t, choices }: Context): string {
  const nameOf = (list: { id: number; name: string }[], id: number) =>
    list.find((one) => one.id === id)?.name || t("sentence.unknown", { id: String(id) });
  switch (condition.field) {
    case "topic":
      return t(`sentence.topic.${condition.state}`, {
        topic: nameOf(choices.topics, condition.topicId),
      });
    case "suppression": {
      const reason = t(`suppressionReasons.${condition.reason}`);
      return t(condition.is ? "sentence.suppressed" : "sentence.notSuppressed", { reason });
    }
    case "import": {
      const file = nameOf(choices.imports, condition.value);
      return t(`sentence.import.${condition.op}`, { file });
    }
    case "campaign": {
      const { event, happened, campaignId, days } = condition;
      const campaign =
        campaignId === null
          ? t("anyCampaign")
          : t("sentence.quoted", { name: nameOf(choices.campaigns, campaignId) });
      const when = days === null ? "" : t("sentence.within", { days });
      return t(`sentence.engagement.${happened}`, { campaign, when, event: t(`events.${event}`) });
    }
    case "property": {
      const property = choices.properties.find((one) => one.key === condition.key);
      return testWords(property?.label ?? condition.key, condition.test, t);
    }
    case "created_at":
    case "email":
    case "name":
    case "first_name":
    case "last_name":
    case "phone":
    case "locale":
    case "source":
      return testWords(t(`fields.${condition.field}`), condition.test, t);
  }
}

type Test = Extract<SegmentCondition, { test: unknown }>["test"];

function testWords(field: string, test: Test, t: Words): string {
  return t(`sentence.tests.${test.op}`, { field, ...valuesOf(test) });
}

function valuesOf(test: Test | TextTest | NumberTest | DateTest) {
  const none = { value: "", from: "", to: "", days: 0, count: 0 };
  if ("value" in test) return { ...none, value: String(test.value) };
  if ("days" in test) return { ...none, days: test.days };
  if ("from" in test) return { ...none, from: String(test.from), to: String(test.to) };
  if (!("values" in test)) return none;
  const shown = test.values.slice(0, 5).join(", ");
  return { ...none, value: shown, count: test.values.length - Math.min(5, test.values.length) };
}
