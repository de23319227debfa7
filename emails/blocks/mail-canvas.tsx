import type { ReactNode } from "react";
import type { FooterProps } from "@/emails/system/mail-footer";
import { MailSheet } from "@/emails/system/mail-sheet";
import { colors, styleSheet } from "@/emails/system/theme";

/** What the editor knows of the mail around the blocks. */
export type CanvasFrame = FooterProps;

/** The mail around its blocks as the editor draws it: the mail's own sheet and style sheet. */
export function MailCanvas({ frame, children }: { frame: CanvasFrame; children: ReactNode }) {
  return (
    <div lang={frame.locale} style={{ backgroundColor: colors.page, minHeight: "100vh" }}>
      {/* A mail follows its reader's dark mode; the canvas shows what most readers see. */}
      <style>{styleSheet.replace(/@media \(prefers-color-scheme:dark\)/, "@media not all")}</style>
      <MailSheet frame={frame}>
        <div style={{ padding: "0 0 20px" }}>{children}</div>
      </MailSheet>
    </div>
  );
}
