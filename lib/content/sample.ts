import { builtInFields, type MergeData } from "@/lib/domain/compiled-content";
import type { TemplateKey } from "@/lib/domain/template-catalog";
import { sampleFor } from "@/lib/domain/template-samples";
import type { PersonalMail } from "./personalise";
import { previewMail } from "./preview";

export type SamplePreview = { mail: PersonalMail; previewText: string; htmlBytes: number };

/** A template with its sample content, as the person in `data` would see it. */
export async function previewSample(
  templateKey: TemplateKey,
  options: {
    locale: "ko" | "en";
    organization: { name: string; postalAddress: string; phone: string; country: string };
    imageBase: string;
    data: MergeData;
  },
): Promise<SamplePreview> {
  const { locale, organization, imageBase, data } = options;
  const sample = sampleFor(templateKey, { locale, imageBase, shop: organization.name });
  const preview = await previewMail(
    { templateKey, ...sample, kind: "marketing", locale, organization, knownFields: builtInFields },
    { data },
  );
  if (!preview.ok) throw new Error(`The sample of the template ${templateKey} does not compile.`);
  const { mail, htmlBytes } = preview;
  return { mail, htmlBytes, previewText: sample.previewText };
}
