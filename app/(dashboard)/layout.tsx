import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { Shell } from "@/components/shell/shell";
import { parseTheme, sidebarCookie, themeCookie } from "@/lib/domain/preferences";
import { env } from "@/lib/env";
import { requireUser } from "@/lib/session";

/** Asks for a session only to show whose it is: every page and action checks its own role. */
export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const [user, jar] = await Promise.all([requireUser(), cookies()]);
  return (
    <Shell
      user={{ name: user.name, email: user.email, role: user.role }}
      theme={parseTheme(jar.get(themeCookie)?.value)}
      delivery={{ mode: env.LETTERPRESS_DELIVERY, inboxUrl: env.LETTERPRESS_INBOX_URL }}
      isSidebarCollapsed={jar.get(sidebarCookie)?.value === "collapsed"}
    >
      {children}
    </Shell>
  );
}
