import { builtInFields, type MergeData } from "@/lib/domain/compiled-content";
import { composedKey, type TemplateKey } from "@/lib/domain/template-catalog";
import { sampleFor } from "@/lib/domain/template-samples";
import { composedBeginning } from "./composed-beginning";
import type { PersonalMail } from "./personalise";
import { previewMail } from "./preview";

export type SamplePreview = { mail: PersonalMail; previewText: string; htmlBytes: number };

type SampleOptions = {
  locale: "ko" | "en";
  organization: { name: string; postalAddress: string; phone: string; country: string };
  imageBase: string;
  data: MergeData;
};

/** A template with its sample content, as the person in `data` would see it. */
export async function previewSample(
  templateKey: TemplateKey,
  options: SampleOptions,
): Promise<SamplePreview> {
  const { locale, organization, imageBase } = options;
  const sample = sampleFor(templateKey, { locale, imageBase, shop: organization.name });
  return previewOf({ templateKey, ...sample }, options);
}

/** The same of a mail that composed ones can begin with; undefined where there is none such. */
export async function previewStartingPoint(
  key: string,
  options: SampleOptions,
): Promise<SamplePreview | undefined> {
  const pictures = `${options.imageBase}/samples`;
  const begun = composedBeginning(key, { locale: options.locale, pictures });
  return begun && previewOf({ templateKey: composedKey, ...begun }, options);
}

type Sample = { templateKey: string; subject: string; previewText: string; content: unknown };

async function previewOf(
  sample: Sample,
  { locale, organization, data }: SampleOptions,
): Promise<SamplePreview> {
  const preview = await previewMail(
    { ...sample, kind: "marketing", locale, organization, knownFields: builtInFields },
    { data },
  );
  if (!preview.ok) {
    throw new Error(`The sample “${sample.subject}” of ${sample.templateKey} does not compile.`);
  }
  const { mail, htmlBytes } = preview;
  return { mail, htmlBytes, previewText: sample.previewText };
}
