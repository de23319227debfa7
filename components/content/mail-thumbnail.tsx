import { showTheme } from "@/lib/domain/preview-theme";
import { ScaledFrame } from "./scaled-frame";

/** The top of a mail, small. */
export function MailThumbnail({ html, title }: { html: string; title: string }) {
  return (
    <ScaledFrame
      html={showTheme(html, "light")}
      title={title}
      width={640}
      className="h-80"
      isPicture
    />
  );
}
