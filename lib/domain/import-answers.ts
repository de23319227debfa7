import { cellText, parseDay } from "./cell-text";
import { parseConsentAnswer } from "./consent-answer";
import type { RowPlan } from "./import-plan";
import type { ImportRow, RefusedRow } from "./staged-row";
import { parseMemberState, type MemberState } from "./member-state";

/** How another system left the person, and since when. */
export type Standing = { state: MemberState; date: string | null };

export function readStanding(
  cells: string[],
  plan: RowPlan,
): ({ ok: true } & Standing) | RefusedRow {
  const { status, status_date: dateColumn } = plan.fields;
  const state =
    status === undefined ? plan.everyone : parseMemberState(cellText(cells, status) ?? "", plan);
  if (state === undefined) return { ok: false, reason: "status_unclear", column: status ?? 0 };
  const written = isGone(state) ? cellText(cells, dateColumn) : null;
  const day = written === null ? undefined : parseDay(written);
  // Who is gone is gone, also where nobody can read since when.
  return { ok: true, state, date: day?.ok === true && day.value <= plan.today ? day.value : null };
}

/** States that keep a person from being mailed. */
export function isGone(state: MemberState): state is Exclude<MemberState, "active" | "pending"> {
  return state !== "active" && state !== "pending";
}

/** What the row says about joining the topic. How the other system left the person goes first. */
export function readConsent(
  cells: string[],
  plan: RowPlan,
  standing: Standing,
): { ok: true; answer: ImportRow["consent"]; date: string | null } | RefusedRow {
  if (!plan.asksConsent) return { ok: true, answer: null, date: null };
  if (standing.state === "unsubscribed") return { ok: true, answer: "no", date: standing.date };
  if (standing.state !== "active") return { ok: true, answer: "unanswered", date: null };
  const answer =
    plan.fields.consent === undefined
      ? "yes"
      : parseConsentAnswer(cellText(cells, plan.fields.consent) ?? "");
  if (answer === undefined) {
    return { ok: false, reason: "consent_unclear", column: plan.fields.consent ?? 0 };
  }
  if (answer === "unanswered") return { ok: true, answer, date: null };
  return readConsentDate(cells, plan, answer);
}

function readConsentDate(
  cells: string[],
  plan: RowPlan,
  answer: "yes" | "no",
): { ok: true; answer: "yes" | "no"; date: string | null } | RefusedRow {
  const column = plan.fields.consent_date;
  const written = cellText(cells, column);
  const own = written === null ? undefined : parseDay(written);
  if (own?.ok === false) return { ok: false, reason: "consent_date_bad", column: column ?? 0 };
  const date = own?.value ?? plan.consentDate;
  // A refusal counts from now where nobody knows since when; an agreement needs its date.
  if (date === null && answer === "yes") {
    return { ok: false, reason: "consent_date_missing", column: column ?? 0 };
  }
  if (date !== null && date > plan.today) {
    return { ok: false, reason: "consent_date_in_future", column: column ?? 0 };
  }
  return { ok: true, answer, date };
}
