import { exportContactData } from "@/lib/contact-data";
import { writeDataDocument, writeDataFile } from "@/lib/contact-data-document";
import { defaultLocale, isLocale } from "@/lib/domain/locale";
import { parseId } from "@/lib/domain/parse-id";
import { getOrganization } from "@/lib/organization";
import { route } from "@/lib/route";

const longestReason = 200;

/** Everything about one person, as a file; POST, because it is logged with the reason given. */
export const POST = route({ role: "admin" }, async (request, { user, params }) => {
  const id = parseId(params["id"]) ?? 0;
  const form = await request.formData();
  const given = form.get("why");
  const why = typeof given === "string" ? given.trim().slice(0, longestReason) : "";
  const format = form.get("format") === "json" ? "json" : "html";
  if (why === "") {
    const location = `/audience/contacts/${id}?problem=why`;
    return new Response(null, { status: 303, headers: { location } });
  }
  const data = await exportContactData(id, { why, userId: user.id, format });
  if (!data) return new Response(null, { status: 404 });
  // It is handed to the person: in the organisation's language, not in that of who downloads it.
  const { locale, timeZone } = await getOrganization();
  const body =
    format === "json"
      ? writeDataFile(data)
      : writeDataDocument(data, { locale: isLocale(locale) ? locale : defaultLocale, timeZone });
  return new Response(body, {
    headers: {
      "content-type": `${format === "json" ? "application/json" : "text/html"}; charset=utf-8`,
      "content-disposition": `attachment; filename="contact-${id}.${format}"`,
      "cache-control": "no-store",
    },
  });
});
