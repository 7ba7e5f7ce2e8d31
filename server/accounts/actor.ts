/** Who asks. One role for now; accounts of people add their own. */
export interface Actor {
  name: string;
  role: 'administrator';
}
