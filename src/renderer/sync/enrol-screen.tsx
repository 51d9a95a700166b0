/** The first screen of a workstation that nobody has enrolled yet. */
export const EnrolScreen = () => null
