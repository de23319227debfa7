import { parseId } from "@/lib/domain/parse-id";
import { rebuildMail } from "@/lib/reports/history";
import { route } from "@/lib/route";

/** The mail's HTML for the sandboxed frame: no script, no form, images only. */
export const GET = route({ role: "marketer" }, async (_request, { params }) => {
  const mail = await rebuildMail(parseId(params["id"]) ?? 0, parseId(params["recipientId"]) ?? 0);
  return new Response(mail?.html ?? "", {
    status: mail ? 200 : 404,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy":
        "sandbox; default-src 'none'; img-src https: http: data:; style-src 'unsafe-inline'; frame-ancestors 'self'",
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
    },
  });
});
