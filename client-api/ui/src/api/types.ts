import type { components } from './schema';

type Schemas = components['schemas'];

export type Role = Schemas['Role'];
export type Session = Schemas['Session'];
export type SessionOrganization = Schemas['SessionOrganization'];
export type Organization = Schemas['Organization'];
export type Member = Schemas['Member'];
export type Credential = Schemas['Credential'];
export type CredentialSecret = Schemas['CredentialSecret'];
export type ClaimedAccount = Schemas['ClaimedAccount'];
export type TrailEvent = Schemas['EventView'];
export type Provenance = Schemas['Provenance'];
export type Incident = Schemas['Incident'];
export type IncidentStatus = Schemas['IncidentStatus'];
export type TimelineEntry = Schemas['TimelineEntry'];
export type Severity = Schemas['Severity'];
export type Rule = Schemas['Rule'];
export type Finding = Schemas['FindingView'];
export type FindingStatus = Schemas['FindingStatus'];
export type SourceStatus = Schemas['SourceStatus'];
export type SourceState = Schemas['SourceState'];
export type Conversation = Schemas['Conversation'];
export type Turn = Schemas['Turn'];
export type Evidence = Schemas['Evidence'];
