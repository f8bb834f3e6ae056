/**
 * Memory that holds the tags of other memory, and which blocks of it a range of pages needs. Blocks and their users are
 * sets, found page by page: nothing is counted that could not be listed.
 *
 * <p>Where the conditions on tag storage stand, by the numbers T1 to T25 of the facts:
 *
 * <table>
 * <caption>The conditions</caption>
 * <tr><th>number</th><th>where</th></tr>
 * <tr><td>T1</td><td>{@link dev.pagetwin.spec.tagstorage.Region}, which cannot be made otherwise; where it starts is
 *     left open, as the right formula does not ask</td></tr>
 * <tr><td>T2</td><td>{@code StorageIsNotTagged}</td></tr>
 * <tr><td>T3, T10</td><td>{@code OpenTagsHaveStorage}, {@code WaitingEntryIsClosed}, {@code ExposedTagsAreValid}</td></tr>
 * <tr><td>T4</td><td>{@code TagsAndDataAreApart}, {@code FolioHasStorageWhole}</td></tr>
 * <tr><td>T5</td><td>{@code TagsAndDataAreApart}</td></tr>
 * <tr><td>T6, T7, T9</td><td>{@code StorageUsersEqualCount}; {@link dev.pagetwin.spec.tagstorage.Blocks} for T9</td></tr>
 * <tr><td>T8, T24</td><td>{@code OneFaultClaims}; that nothing stays claimed without a call is for the representation
 *     check, and the state after a failure is compared</td></tr>
 * <tr><td>T11</td><td>{@code TagsAreWrittenInStorage}</td></tr>
 * <tr><td>T12</td><td>{@code ProgramReadsItsData}, {@code NoLostData}</td></tr>
 * <tr><td>T13</td><td>{@code CachesAreCleanAtChangeOfUse}</td></tr>
 * <tr><td>T14, T19</td><td>{@code NoLostTags}, {@code ProgramReadsItsTags}</td></tr>
 * <tr><td>T15, T16</td><td>{@code NoLeakedRecord}, {@code FreePageIsBlank}</td></tr>
 * <tr><td>T17, T25</td><td>the comparison of both sides: tags and storage are per page</td></tr>
 * <tr><td>T18</td><td>the last {@code storage.claim}, which is one step; {@code NoLeakedRecord}</td></tr>
 * <tr><td>T20</td><td>the rejection {@code not-taggable}</td></tr>
 * <tr><td>T21</td><td>{@code NobodySleepsUnderALock}</td></tr>
 * <tr><td>T22</td><td>the steps {@code storage.fail} and {@code storage.evacuate}, and a test that drives faults through
 *     every failure</td></tr>
 * <tr><td>T23</td><td>a claim allocates nothing for tags: its steps have no frame</td></tr>
 * </table>
 */
package dev.pagetwin.spec.tagstorage;
