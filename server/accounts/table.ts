import { EntitySchema } from 'typeorm';

export interface CredentialRow {
  name: string;
  role: string;
  secretSha256: string;
  createdAt: Date;
}

export const credentialTable = new EntitySchema<CredentialRow>({
  name: 'credential',
  columns: {
    name: { type: 'text', primary: true },
    role: { type: 'text' },
    secretSha256: { name: 'secret_sha256', type: 'text' },
    createdAt: { name: 'created_at', type: 'timestamptz', default: () => 'now()' },
  },
});
