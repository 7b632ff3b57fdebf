import type { Language } from '../../../platform/language.js'
import type { Channel } from '../../shared/dictionary/matter.js'
import {
  industriesInScope,
  industriesOfOtherDepartments,
  MatterType,
  otherIndustries,
  ReporterKind,
  ReporterMode,
} from '../../shared/dictionary/matter.js'
import { ConsentKind } from '../consent/consent-kind.js'
import { consentTexts, wordsOf } from '../consent/consent-texts.js'
import { consentOf } from '../consent/separate-consent.rules.js'
import { mostDraftBytes } from '../draft/saved-form.js'
import { mostBytesOfKind } from '../evidence/content/media-type.js'
import { EvidenceKind } from '../evidence/evidence-kind.js'
import type { EvidenceLimits } from '../evidence/request.service.js'
import { ElsewhereKind, FeedbackPreference } from '../intake/form-kinds.js'
import { formVersion } from '../intake/submission.rules.js'
import { fieldRules } from './form-field.js'
import {
  anonymousWarnings,
  consequencesOf,
  elsewhereLabels,
  feedbackHints,
  feedbackLabels,
  isDefaultMode,
  matterLabels,
  modeLabels,
  reporterKindLabels,
  subKindLabels,
  subKindsOf,
} from './form-options.js'
import type { FormLimits, ReportForm } from './form.type.js'

/** Everything a front end needs to show the form, in one language: it keeps no constants of its own. */
export function reportForm(
  channel: Channel,
  { language, evidenceLimits }: { language: Language; evidenceLimits: EvidenceLimits },
): ReportForm {
  return {
    formVersion,
    channel,
    modes: Object.values(ReporterMode).map((mode) => ({
      mode,
      label: modeLabels[mode][language],
      consequences: consequencesOf(mode, channel).map((consequence) => consequence[language]),
      isDefault: isDefaultMode(mode, channel),
    })),
    reporterKinds: Object.values(ReporterKind).map((kind) => ({
      kind,
      label: reporterKindLabels[kind][language],
      anonymousWarning: anonymousWarnings[kind]?.[language] ?? null,
    })),
    matterTypes: Object.values(MatterType).map((type) => ({
      type,
      label: matterLabels[type][language],
      subKinds: subKindsOf(type).map((subKind) => ({ subKind, label: subKindLabels[subKind][language] })),
    })),
    industries: industryCodes.map((code) => ({ code })),
    elsewhere: Object.values(ElsewhereKind).map((kind) => ({ kind, label: elsewhereLabels[kind][language] })),
    ...choicesOf(language),
    fields: fieldRules.map(({ label, ...rule }) => ({ ...rule, label: label[language] })),
    limits: limitsOf(evidenceLimits),
  }
}

const industryCodes = [industriesInScope, industriesOfOtherDepartments, otherIndustries].flatMap((list) =>
  Object.keys(list),
)

function choicesOf(language: Language): Pick<ReportForm, 'feedback' | 'consents'> {
  const worded = Object.keys(consentTexts) as (keyof typeof consentTexts)[]
  return {
    feedback: Object.values(FeedbackPreference).map((preference) => {
      const needed = consentOf[preference]
      return {
        preference,
        label: feedbackLabels[preference][language],
        consent: needed === null ? null : ConsentKind[needed],
        hint: feedbackHints[preference]?.[language] ?? null,
      }
    }),
    consents: worded.map((kind) => {
      const { version, text } = wordsOf(kind)
      return { kind: ConsentKind[kind], version, text: text[language], required: kind === 'TRUTH' }
    }),
  }
}

function limitsOf(limits: EvidenceLimits): FormLimits {
  const { EVIDENCE_REPORT_FILES, EVIDENCE_REPORT_BYTES, EVIDENCE_FILE_BYTES } = limits
  return {
    evidenceFiles: EVIDENCE_REPORT_FILES,
    evidenceBytes: EVIDENCE_REPORT_BYTES,
    evidence: Object.values(EvidenceKind).map((kind) => ({
      kind,
      maxBytes: Math.min(mostBytesOfKind[kind], EVIDENCE_FILE_BYTES),
    })),
    draftBytes: mostDraftBytes,
  }
}
