import { getTranslations } from "next-intl/server";
import { Notice } from "@/components/ui/notice";
import { type AccountStop, listAccountStops } from "@/lib/delivery/account-stop";
import { GoOnButton } from "./go-on-button";

const namesShown = 5;

/** What stopped the whole account, said once, with one button for all campaigns that wait. */
export async function AccountStops({ canResume }: { canResume: boolean }) {
  const stops = await listAccountStops();
  return stops.map((stop) => <StopNotice key={stop.word} stop={stop} canResume={canResume} />);
}

async function StopNotice({ stop, canResume }: { stop: AccountStop; canResume: boolean }) {
  const [t, reasons] = await Promise.all([
    getTranslations("delivery.accountStop"),
    getTranslations("campaigns.after.stops"),
  ]);
  const words = await getTranslations("delivery.failures");
  const names = stop.campaigns.slice(0, namesShown).map(({ name }) => name || words("unnamed"));
  const more = stop.campaigns.length - names.length;
  if (more > 0) names.push(words("moreCampaigns", { n: more }));
  return (
    <Notice tone="bad" title={t("title")}>
      <p>{reasons(stop.word, { code: stop.code })}</p>
      <p className="text-sm">{t("waiting", { names: names.join(", ") })}</p>
      {canResume && (
        <div className="pt-2 pb-1">
          <GoOnButton word={stop.word} count={stop.campaigns.length} />
        </div>
      )}
    </Notice>
  );
}
