type Reason = (values: { organization: string; topic: string }) => string;

type FooterWords = {
  reason: Record<"topic" | "list" | "service" | "system", Reason>;
  refuse: string;
  unsubscribe: string;
  preferences: string;
  web: string;
  phone: string;
};

/** Mails speak the language of their reader, not of the person at the screen: their words live here. */
export const footerWords: Readonly<Record<"ko" | "en", FooterWords>> = {
  ko: {
    reason: {
      topic: ({ organization, topic }) =>
        `이 메일은 ${organization}의 ‘${topic}’ 소식을 받겠다고 하신 분께 보내 드려요.`,
      list: ({ organization }) =>
        `이 메일은 ${organization}의 소식을 받겠다고 하신 분께 보내 드려요.`,
      service: ({ organization }) => `이 메일은 ${organization} 이용과 관련된 안내예요.`,
      system: ({ organization }) => `${organization}의 이메일 발송 시스템이 보낸 메일이에요.`,
    },
    refuse: "더 받고 싶지 않으시면 언제든지 비용 없이 거부하실 수 있어요. ",
    unsubscribe: "무료 수신거부",
    preferences: "수신 설정",
    web: "웹에서 보기",
    phone: "전화",
  },
  en: {
    reason: {
      topic: ({ organization, topic }) =>
        `You get this because you agreed to receive “${topic}” from ${organization}.`,
      list: ({ organization }) => `You get this because you agreed to hear from ${organization}.`,
      service: ({ organization }) => `This is a notice about your use of ${organization}.`,
      system: ({ organization }) => `Sent by the email system of ${organization}.`,
    },
    refuse: "Prefer not to get these? Refusing is free, at any time: ",
    unsubscribe: "Unsubscribe",
    preferences: "Email preferences",
    web: "View in browser",
    phone: "Phone",
  },
};

type Locale = "ko" | "en";

export const signInWords = {
  ko: {
    subject: "로그인 링크",
    title: "로그인하세요",
    body: "아래 단추를 누르면 바로 로그인돼요. 링크는 15분 동안, 한 번만 쓸 수 있어요.",
    button: "로그인",
    fallback: "단추가 눌리지 않으면 이 주소를 브라우저에 붙여 넣으세요.",
    ignore: "로그인하려고 하지 않으셨다면 이 메일을 지우셔도 괜찮아요. 아무 일도 일어나지 않아요.",
  },
  en: {
    subject: "Your sign-in link",
    title: "Sign in",
    body: "Press the button and you are in. The link works once, for 15 minutes.",
    button: "Sign in",
    fallback: "If the button does nothing, paste this address into your browser:",
    ignore: "If you did not try to sign in, delete this mail. Nothing will happen.",
  },
} as const satisfies Record<Locale, unknown>;

type InvitationNames = { inviterName: string; organizationName: string; role: string };

export const invitationWords = {
  ko: {
    subject: ({ inviterName, organizationName }: Omit<InvitationNames, "role">) =>
      `${inviterName}님이 ${organizationName} 이메일 캠페인에 초대했어요`,
    title: ({ organizationName }: InvitationNames) => `${organizationName}에 초대받으셨어요`,
    body: ({ inviterName, organizationName, role }: InvitationNames) =>
      `${inviterName}님이 ${organizationName}의 이메일 캠페인을 함께 만들자고 초대했어요.\n\n맡으실 역할: ${role}`,
    button: "초대 받기",
    fallback: "단추가 눌리지 않으면 이 주소를 브라우저에 붙여 넣으세요.",
    ignore: "모르는 초대라면 이 메일을 지우셔도 괜찮아요.",
    roles: { admin: "관리자", marketer: "마케터", viewer: "열람자" },
  },
  en: {
    subject: ({ inviterName, organizationName }: Omit<InvitationNames, "role">) =>
      `${inviterName} invited you to ${organizationName}’s email campaigns`,
    title: ({ organizationName }: InvitationNames) => `You are invited to ${organizationName}`,
    body: ({ inviterName, organizationName, role }: InvitationNames) =>
      `${inviterName} asks you to work on the email campaigns of ${organizationName}.\n\nYour role: ${role}`,
    button: "Accept the invitation",
    fallback: "If the button does nothing, paste this address into your browser:",
    ignore: "If you do not know what this is about, delete this mail.",
    roles: { admin: "Administrator", marketer: "Marketer", viewer: "Viewer" },
  },
} as const satisfies Record<Locale, unknown>;

export const noticeWords = {
  ko: { button: "확인하러 가기" },
  en: { button: "Have a look" },
} as const satisfies Record<Locale, unknown>;
