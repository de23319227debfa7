import { segmentRule } from "@/lib/domain/segment-rule";
import { log } from "@/lib/log";
import { route } from "@/lib/route";
import { previewSegment } from "@/lib/segment-count";

export const dynamic = "force-dynamic";

/**
 * How many fit now and a few of them, a JSON line a part, while a rule is being written. Whoever asks
 * for a newer rule closes this request, and the database stops counting for the older one.
 */
export const POST = route({ role: "marketer" }, async (request) => {
  const rule = segmentRule.safeParse(await request.json().catch(() => undefined));
  if (!rule.success) return Response.json({ error: "bad_rule" }, { status: 422 });
  const closed = new AbortController();
  const signal = AbortSignal.any([request.signal, closed.signal]);
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      try {
        await previewSegment(rule.data, {
          signal,
          tell: (part) => controller.enqueue(encoder.encode(`${JSON.stringify(part)}\n`)),
        });
        if (!signal.aborted) controller.close();
      } catch (error) {
        if (signal.aborted) return;
        log.error({ err: error }, "a segment could not be counted");
        controller.error(error);
      }
    },
    cancel: () => closed.abort(),
  });
  return new Response(body, {
    headers: { "content-type": "application/x-ndjson; charset=utf-8", "cache-control": "no-store" },
  });
});
