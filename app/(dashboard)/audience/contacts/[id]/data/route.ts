import { getLocale, getTranslations } from "next-intl/server";
import { exportContactData } from "@/lib/contact-data";
import { writeDataDocument } from "@/lib/contact-data-document";
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
  const t = await getTranslations("person.data");
  const body =
    format === "json"
      ? `${JSON.stringify(data, null, 2)}\n`
      : writeDataDocument(data, {
          words: {
            title: t("heading", { name: data.contact.name || data.contact.email }),
            made: (date) => t("made", { date }),
            heading: (heading) => t(heading),
            nothing: t("nothing"),
          },
          locale: await getLocale(),
          timeZone: (await getOrganization()).timeZone,
        });
  return new Response(body, {
    headers: {
      "content-type": `${format === "json" ? "application/json" : "text/html"}; charset=utf-8`,
      "content-disposition": `attachment; filename="contact-${id}.${format}"`,
      "cache-control": "no-store",
    },
  });
});
