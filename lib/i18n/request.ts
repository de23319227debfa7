import { cookies, headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { localeCookie, negotiateLocale } from "@/lib/domain/locale";
import { getMessages } from "./messages";

export default getRequestConfig(async () => {
  const [jar, head] = await Promise.all([cookies(), headers()]);
  const locale = negotiateLocale(jar.get(localeCookie)?.value, head.get("accept-language"));
  return {
    locale,
    messages: getMessages(locale),
    // Only a fallback: times are written by <DateTime>, which is always told its zone.
    timeZone: "Asia/Seoul",
  };
});
