import { previewPart, type PreviewPart } from "@/lib/domain/segment-preview";

export type Preview = {
  count: number;
  total: number;
  isEstimate: boolean;
  people: { id: number; email: string; name: string }[];
};

type Asking = { signal: AbortSignal; tell: (preview: Preview) => void };

/** Asks who a rule selects, and tells what is known each time more is. */
export async function readPreview(rule: string, { signal, tell }: Asking): Promise<void> {
  const response = await fetch("/audience/segments/preview", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: rule,
    signal,
  });
  if (!response.ok || response.body === null)
    throw new Error(`The count answered ${response.status}.`);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let preview: Preview | undefined;
  let rest = "";
  for (;;) {
    const { done, value = "" } = await reader.read();
    const lines = (rest + value).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      preview = withPart(preview, previewPart.parse(JSON.parse(line)));
      if (preview) tell(preview);
    }
    if (done) break;
  }
  if (preview === undefined || preview.isEstimate) throw new Error("The count broke off.");
}

function withPart(known: Preview | undefined, part: PreviewPart): Preview | undefined {
  if (part.kind === "sample") return known && { ...known, people: part.people };
  const { count, total } = part;
  return { count, total, isEstimate: part.kind === "estimate", people: [] };
}
