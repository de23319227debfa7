import * as z from "zod";

const google = z.object({ email: z.string(), email_verified: z.literal(true) });
const kakao = z.object({
  kakao_account: z.object({
    email: z.string(),
    is_email_valid: z.literal(true),
    is_email_verified: z.literal(true),
  }),
});

/**
 * The address of a profile, where the provider says that it has verified it. Naver hands out a
 * contact address and says nothing about it, so Naver never proves one.
 */
export function verifiedEmailOf(provider: string, profile: unknown): string | undefined {
  if (provider === "google") return google.safeParse(profile).data?.email;
  if (provider === "kakao") return kakao.safeParse(profile).data?.kakao_account.email;
  return undefined;
}
