import type { PropertyValues } from "@/db/schema/audience";
import type { EmailProblem } from "./email-address";
import type { MemberState } from "./member-state";

/** One row of the file as it goes into staging. Null = blank. */
export type ImportRow = {
  email: string;
  emailNormalized: string;
  name: string | null;
  firstName: string | null;
  lastName: string | null;
  phone: string | null;
  properties: PropertyValues;
  /** Null where no topic is joined. */
  consent: "yes" | "no" | "unanswered" | null;
  consentDate: string | null; // YYYY-MM-DD
  /** Null where nothing keeps the person from being mailed. */
  status: Exclude<MemberState, "active" | "pending"> | null;
  statusDate: string | null;
};

export type RowProblem =
  | `email_${EmailProblem}`
  | "email_erased" // who was erased does not come back
  | "too_many_cells"
  | "cell_too_long"
  | "bad_encoding"
  | "bad_attributes"
  | "phone_exponent" // a spreadsheet has rounded the number: 1.01E+09
  | "bad_number"
  | "bad_date"
  | "bad_boolean"
  | "bad_choice" // a word that was not declared
  | "bad_list"
  | "status_unclear"
  | "consent_unclear"
  | "consent_date_bad"
  | "consent_date_missing"
  | "consent_date_in_future";

/** `column` is the 0-based column at fault. */
export type RefusedRow = { ok: false; reason: RowProblem; column?: number };
