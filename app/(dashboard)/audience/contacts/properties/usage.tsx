import { getTranslations } from "next-intl/server";
import { TextLink } from "@/components/ui/text-link";
import type { PropertyUsage } from "@/lib/property-usage";

const shown = 3;

const paths = {
  segments: "/audience/segments",
  campaigns: "/campaigns",
  imports: "/audience/imports",
} as const;

/** The places that name a property, each a link; the rest as a number. */
export async function Usage({ usage }: { usage: PropertyUsage | undefined }) {
  const t = await getTranslations("properties");
  if (usage === undefined) return <span className="text-muted">{t("notUsed")}</span>;
  return (
    <ul className="space-y-1">
      {(["segments", "campaigns", "imports"] as const).map((kind) => {
        const places = usage[kind];
        if (places.length === 0) return null;
        return (
          <li key={kind}>
            <span className="text-muted">{t(kind)}</span>{" "}
            {places.slice(0, shown).map(({ id, name }, index) => (
              <span key={id}>
                {index > 0 && ", "}
                <TextLink href={`${paths[kind]}/${id}`}>{name || `#${id}`}</TextLink>
              </span>
            ))}
            {places.length > shown && (
              <span className="text-muted"> {t("more", { count: places.length - shown })}</span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
