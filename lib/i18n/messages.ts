import type { Locale } from "@/lib/domain/locale";
import addressesEn from "./messages/en/addresses.json";
import apiKeysEn from "./messages/en/apiKeys.json";
import authEn from "./messages/en/auth.json";
import campaignsEn from "./messages/en/campaigns.json";
import imagesEn from "./messages/en/images.json";
import importsEn from "./messages/en/imports.json";
import composerEn from "./messages/en/composer.json";
import contactsEn from "./messages/en/contacts.json";
import contentEn from "./messages/en/content.json";
import deliveryEn from "./messages/en/delivery.json";
import domainsEn from "./messages/en/domains.json";
import errorsEn from "./messages/en/errors.json";
import forecastEn from "./messages/en/forecast.json";
import healthEn from "./messages/en/health.json";
import personEn from "./messages/en/person.json";
import overviewEn from "./messages/en/overview.json";
import preflightEn from "./messages/en/preflight.json";
import segmentsEn from "./messages/en/segments.json";
import suppressionsEn from "./messages/en/suppressions.json";
import topicsEn from "./messages/en/topics.json";
import propertiesEn from "./messages/en/properties.json";
import publicEn from "./messages/en/public.json";
import reportsEn from "./messages/en/reports.json";
import settingsEn from "./messages/en/settings.json";
import setupEn from "./messages/en/setup.json";
import shellEn from "./messages/en/shell.json";
import uiEn from "./messages/en/ui.json";
import templatesEn from "./messages/en/templates.json";
import validationEn from "./messages/en/validation.json";
import addressesKo from "./messages/ko/addresses.json";
import apiKeysKo from "./messages/ko/apiKeys.json";
import authKo from "./messages/ko/auth.json";
import campaignsKo from "./messages/ko/campaigns.json";
import imagesKo from "./messages/ko/images.json";
import importsKo from "./messages/ko/imports.json";
import composerKo from "./messages/ko/composer.json";
import contactsKo from "./messages/ko/contacts.json";
import contentKo from "./messages/ko/content.json";
import deliveryKo from "./messages/ko/delivery.json";
import domainsKo from "./messages/ko/domains.json";
import errorsKo from "./messages/ko/errors.json";
import forecastKo from "./messages/ko/forecast.json";
import healthKo from "./messages/ko/health.json";
import personKo from "./messages/ko/person.json";
import overviewKo from "./messages/ko/overview.json";
import preflightKo from "./messages/ko/preflight.json";
import segmentsKo from "./messages/ko/segments.json";
import suppressionsKo from "./messages/ko/suppressions.json";
import topicsKo from "./messages/ko/topics.json";
import propertiesKo from "./messages/ko/properties.json";
import publicKo from "./messages/ko/public.json";
import reportsKo from "./messages/ko/reports.json";
import settingsKo from "./messages/ko/settings.json";
import setupKo from "./messages/ko/setup.json";
import shellKo from "./messages/ko/shell.json";
import uiKo from "./messages/ko/ui.json";
import templatesKo from "./messages/ko/templates.json";
import validationKo from "./messages/ko/validation.json";

/**
 * Every sentence of the interface, a file a namespace and language.
 * A new namespace: two imports above and one line in each list. A test compares the keys.
 */
const ko = {
  addresses: addressesKo,
  delivery: deliveryKo,
  apiKeys: apiKeysKo,
  auth: authKo,
  campaigns: campaignsKo,
  composer: composerKo,
  contacts: contactsKo,
  images: imagesKo,
  imports: importsKo,
  content: contentKo,
  domains: domainsKo,
  errors: errorsKo,
  forecast: forecastKo,
  health: healthKo,
  overview: overviewKo,
  preflight: preflightKo,
  person: personKo,
  segments: segmentsKo,
  suppressions: suppressionsKo,
  topics: topicsKo,
  properties: propertiesKo,
  public: publicKo,
  reports: reportsKo,
  settings: settingsKo,
  setup: setupKo,
  shell: shellKo,
  ui: uiKo,
  templates: templatesKo,
  validation: validationKo,
};

/** Typed by its keys: `useTranslations("shell")("typo")` does not compile. */
export type Messages = typeof ko;

const en: Messages = {
  addresses: addressesEn,
  delivery: deliveryEn,
  apiKeys: apiKeysEn,
  auth: authEn,
  campaigns: campaignsEn,
  composer: composerEn,
  contacts: contactsEn,
  images: imagesEn,
  imports: importsEn,
  content: contentEn,
  domains: domainsEn,
  errors: errorsEn,
  forecast: forecastEn,
  health: healthEn,
  overview: overviewEn,
  preflight: preflightEn,
  person: personEn,
  segments: segmentsEn,
  suppressions: suppressionsEn,
  topics: topicsEn,
  properties: propertiesEn,
  public: publicEn,
  reports: reportsEn,
  settings: settingsEn,
  setup: setupEn,
  shell: shellEn,
  ui: uiEn,
  templates: templatesEn,
  validation: validationEn,
};

const messagesByLocale: Record<Locale, Messages> = { ko, en };

/** Also for code outside React, together with `createTranslator` of next-intl. */
export function getMessages(locale: Locale): Messages {
  return messagesByLocale[locale];
}
