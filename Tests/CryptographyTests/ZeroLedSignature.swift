/// A good signature over `message` that begins with a zero byte, as one in 256 does; made with
/// OpenSSH 9.2 and a throw-away RSA key, for want of a way to make one at will.
enum ZeroLedSignature {
    static let message = "message 808"

    static let armored = """
        -----BEGIN SSH SIGNATURE-----
        U1NIU0lHAAAAAQAAARcAAAAHc3NoLXJzYQAAAAMBAAEAAAEBALWtb5/pUOJo66CljV2K/l
        4HUR6skAbaEc5xXIEMVERb3c6T1zVZ16HcSfjhjvl9QX1Xp+MRhVFUsmd3aym5tIdiiBw5
        GxsKeTglryvhRD97/EJzD/4VHhMliLsxDhkMxBQrt9zRu73fQafdre9hGOlW3JgXvMJ/80
        O3hsc7K/onaSNDFSqon5iw8FnFcWD8S8MjvQyLK6+2qeZbH0ERxtg/Gv1b5Z1cyNCdu2qZ
        oesZ+etxHEb0ifTIMrgYETs3JUZWvqAdf4C5/7WMwKLoE779JhBPkdz+t/ZETcwp676Gj1
        Ju1ZoXIgF9wk7nh30fpkUkcagLrzDT2LneyR2HRvkAAAADZ2l0AAAAAAAAAAZzaGE1MTIA
        AAEUAAAADHJzYS1zaGEyLTUxMgAAAQAA0HXDGGemTK0UW71dGvF/IKu6pSIAweDV9n6yGV
        3MVdGFWhQxo7HBtY+JTSP5BXU82Njmdl4qbzPjPQPfKe4o9jMoxwhOxDmsxPDxodmI373y
        UTD2bVy5JgTerT8TeYJ4X4RIRUNvz6UhPDVFXxOz21uEHviEUbdp5+0DuUghyTziCC8ILs
        lNKLNkVgaVmOnpVWXK2Y7cUjcAOa7WwQI8wMz8WaLkxQhx8Dd0NOP8P+euxk+djzqXrJad
        j5/sEe26wJi7NHqD//7DlSubREb2iC/GY21UTOGmITsQdYTtW1vypwbL4ySgsh4QjqNm27
        ckbDrGWP9VhgQh8wQlOLqK
        -----END SSH SIGNATURE-----

        """
}
