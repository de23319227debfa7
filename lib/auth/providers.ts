import type { Provider } from "next-auth/providers/index";
import Google from "next-auth/providers/google";
import Kakao from "next-auth/providers/kakao";
import Naver from "next-auth/providers/naver";
import { env } from "@/lib/env";

export type ProviderId = "google" | "kakao" | "naver";

/** The outside sign-ins whose keys are set. */
export function listProviderIds(): ProviderId[] {
  return keys().map((key) => key.id);
}

/** The same as next-auth wants them. */
export function oauthProviders(): Provider[] {
  return keys().map(({ id, clientId, clientSecret }) => {
    switch (id) {
      case "google":
        return Google({ clientId, clientSecret });
      case "kakao":
        return Kakao({ clientId, clientSecret });
      case "naver":
        return Naver({ clientId, clientSecret });
    }
  });
}

function keys(): { id: ProviderId; clientId: string; clientSecret: string }[] {
  const all = [
    { id: "google", clientId: env.GOOGLE_CLIENT_ID, clientSecret: env.GOOGLE_CLIENT_SECRET },
    { id: "kakao", clientId: env.KAKAO_CLIENT_ID, clientSecret: env.KAKAO_CLIENT_SECRET },
    { id: "naver", clientId: env.NAVER_CLIENT_ID, clientSecret: env.NAVER_CLIENT_SECRET },
  ] as const;
  return all.flatMap(({ id, clientId, clientSecret }) =>
    clientId && clientSecret ? [{ id, clientId, clientSecret }] : [],
  );
}
