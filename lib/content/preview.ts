import type { CompiledContent, MergeData } from "@/lib/domain/compiled-content";
import type { ContentProblem } from "@/lib/domain/content-problem";
import { isBlank } from "@/lib/domain/merge-filters";
import { fixedUrls } from "@/lib/domain/personal-urls";
import { compileContent, type MailToCompile } from "./compile";
import { estimateBytes } from "./mail-size";
import { personalise, type PersonalMail } from "./personalise";

export type MailPreviewResult =
  | {
      ok: true;
      mail: PersonalMail;
      compiled: CompiledContent;
      htmlBytes: number;
      missing: string[];
      warnings: ContentProblem[];
    }
  | { ok: false; problems: ContentProblem[] };

/**
 * A draft as one contact would see it, with links that lead nowhere. `missing` names the fields
 * without a fallback that this contact has no value for: the mail would not be sent to them.
 */
export async function previewMail(
  mail: MailToCompile,
  { data }: { data: MergeData },
): Promise<MailPreviewResult> {
  const result = await compileContent(mail, { complete: false });
  if (!result.ok) return result;
  const { compiled, warnings } = result;
  return {
    ok: true,
    mail: previewCompiled(compiled, { data }),
    compiled,
    htmlBytes: estimateBytes(compiled.html),
    missing: compiled.requiredFields.filter((field) => isBlank(data[field])),
    warnings,
  };
}

/** A frozen mail as somebody got it, to be looked at only. */
function previewCompiled(compiled: CompiledContent, { data }: { data: MergeData }): PersonalMail {
  return personalise(compiled, { data, urls: inert });
}

/** Nothing leaves the preview: no link leads anywhere, no open is counted. */
const inert = fixedUrls({
  link: () => "#",
  url: (name) =>
    name === "pixel"
      ? "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="
      : "#",
});
