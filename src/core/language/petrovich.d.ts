declare module 'petrovich' {
  interface Person {
    readonly gender: 'male' | 'female'
    readonly first?: string
    readonly middle?: string
    readonly last?: string
  }
  type Case = 'nominative' | 'genitive' | 'dative' | 'accusative' | 'instrumental' | 'prepositional'
  const petrovich: (
    person: Person,
    gcase: Case
  ) => { readonly first?: string; readonly middle?: string; readonly last?: string }
  export default petrovich
}
