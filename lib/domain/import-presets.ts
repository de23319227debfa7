import type { ImportField } from "./import-headers";
import type { MemberState } from "./member-state";

/** Systems whose exports are known: who was unsubscribed or bounced there stays so here. */
export const presets = ["mailchimp", "listmonk", "stibee", "resend"] as const;
export type Preset = (typeof presets)[number];

/** What a preset makes of a column. `attributes` = a column of JSON, spread into columns of its own. */
export type PresetTarget =
  | ImportField
  | "skip"
  | "attributes"
  | { key: string; type: "text" | "number" | "date" | "list" };

export type PresetFinding = {
  preset: Preset;
  everyone: MemberState | "undecided";
  /** By header as `normalizeHeader` writes it; columns that are not named are matched as usual. */
  columns: ReadonlyMap<string, PresetTarget>;
};

const signatures: Record<Preset, (has: (header: string) => boolean) => boolean> = {
  mailchimp: (has) => has("emailaddress") && (has("leid") || has("euid") || has("memberrating")),
  listmonk: (has) => has("uuid") && has("email") && has("attributes") && has("status"),
  stibee: (has) => (has("이메일주소") || has("이메일")) && has("구독상태"),
  resend: (has) => has("email") && has("unsubscribed") && has("createdat"),
};

const skip = (headers: string) => headers.split(" ").map((header) => [header, "skip"] as const);

const columns: Record<Preset, readonly (readonly [string, PresetTarget])[]> = {
  mailchimp: [
    ["emailaddress", "email"],
    ["firstname", "first_name"],
    ["lastname", "last_name"],
    ["phonenumber", "phone"],
    ["birthday", { key: "birthday", type: "text" }], // month and day only
    ["memberrating", { key: "mailchimp_rating", type: "number" }],
    ["tags", { key: "tags", type: "list" }],
    ["confirmtime", "consent_date"],
    ["unsubtime", "status_date"],
    ["cleantime", "status_date"],
    ...skip("optintime optinip confirmip latitude longitude gmtoff dstoff cc region leid euid"),
    ...skip("lastchanged timezone unsubcampaigntitle unsubcampaignid unsubreason"),
    ...skip("unsubreasonother cleancampaigntitle cleancampaignid"),
  ],
  listmonk: [
    ["email", "email"],
    ["name", "name"],
    ["attributes", "attributes"],
    ["status", "status"],
    ["createdat", "consent_date"],
    ["updatedat", "status_date"],
    ...skip("uuid"),
  ],
  stibee: [
    ["이메일주소", "email"],
    ["이메일", "email"],
    ["이름", "name"],
    ["구독상태", "status"],
    ["구독일", "consent_date"],
    ["구독일시", "consent_date"],
    ["추가일", "consent_date"],
    ["수신거부일", "status_date"],
    ["수신거부일시", "status_date"],
    ["상태변경일", "status_date"],
  ],
  resend: [
    ["email", "email"],
    ["firstname", "first_name"],
    ["lastname", "last_name"],
    ["unsubscribed", "status"],
    ["createdat", "consent_date"],
    ...skip("id audienceid segments topics"),
  ],
};

/** The system that wrote these headers, if it is one of those known. `headers` are normalised. */
export function findPreset(headers: readonly string[], fileName = ""): PresetFinding | undefined {
  const has = (header: string) => headers.includes(header);
  const preset = presets.find((name) => signatures[name](has));
  if (preset === undefined) return undefined;
  return {
    preset,
    everyone: everyoneOf(preset, { has, fileName }),
    columns: new Map(columns[preset]),
  };
}

/**
 * Mailchimp writes a file a state: its columns tell two of them, and the other two only its name.
 * Whoever gave it another name is asked: people who never signed up look like subscribers.
 */
function everyoneOf(
  preset: Preset,
  { has, fileName }: { has: (header: string) => boolean; fileName: string },
): PresetFinding["everyone"] {
  if (preset !== "mailchimp") return "active";
  if (has("cleantime")) return "bounced";
  if (has("unsubtime")) return "unsubscribed";
  const state = /^(non)?subscribed_members_export/.exec(fileName);
  if (state === null) return "undecided";
  return state[1] === undefined ? "active" : "pending";
}
